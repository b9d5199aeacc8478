// Whether the name of an image means one release, and not whatever is newest.

const moving = new Set(["latest", "stable", "edge", "nightly", "main", "master", "dev"]);

/** True for a digest or for a tag that names a version. */
export function isPinned(image: string): boolean {
  if (image.includes("@sha256:")) return true;
  const tag = /:(?<tag>[\w.-]+)$/.exec(image)?.groups?.["tag"];
  return tag !== undefined && !moving.has(tag);
}

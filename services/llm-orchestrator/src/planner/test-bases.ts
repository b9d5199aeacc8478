// Two bases that tests put to the planner; the words of one have nothing to do with the other's.
import type { BaseSchema } from "./base-schema.ts";

const field = (name: string, kind: string, more: { type?: string; options?: unknown } = {}) => ({
  name,
  kind,
  type: more.type ?? kind,
  options: more.options,
});

const choices = (...names: string[]) => ({ choices: names.map((name) => ({ name })) });

export const shop: BaseSchema = {
  base_id: "appShop",
  tables: [
    {
      name: "People",
      primary_field: "Name",
      fields: [
        field("Name", "text"),
        field("Email", "text"),
        field("Score", "number"),
        field("Notes", "text"),
      ],
    },
    {
      name: "Orders",
      primary_field: "Order Number",
      fields: [
        field("Order Number", "text"),
        field("Status", "text", { options: choices("New", "Shipped", "Cancelled") }),
        field("Amount", "number"),
        field("Total", "number"),
        field("Discount", "number", { type: "percent" }),
        field("Order Date", "date"),
        field("Paid", "checkbox"),
        field("Created", "date", { type: "createdTime" }),
      ],
    },
  ],
};

export const observatory: BaseSchema = {
  base_id: "appSky",
  tables: [
    {
      name: "🔭 Telescopes",
      primary_field: "Nickname",
      fields: [field("Nickname", "text"), field("Aperture (mm)", "number"), field("Dome", "text")],
    },
    {
      name: "Night Logs",
      primary_field: "Entry",
      fields: [
        field("Entry", "text"),
        field("Seeing", "text", { options: choices("Excellent", "Fair", "Poor") }),
        field("Minutes Exposed", "number"),
        field("Clouded Out", "checkbox"),
      ],
    },
  ],
};

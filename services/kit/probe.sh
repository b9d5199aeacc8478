#!/usr/bin/env bash
# The container health check: asks one URL and exits 0 on a 2xx answer, else 1 with the reason.
# It runs every few seconds in every container, and a shell costs a fiftieth of what a Node process does.
url=${1:-}
seconds=2

end() {
  echo "$url: $1"
  exit 1
}

[[ $url =~ ^http://([^:/]+):([0-9]+)(/.*)$ ]] || end "not a URL with a host, a port and a path"
host=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]} path=${BASH_REMATCH[3]}
{ exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || end "refuses connections"
printf 'GET %s HTTP/1.0\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$path" "$host" "$port" >&3
read -r -t "$seconds" _ status _ <&3 || end "no answer in $seconds s"
[[ $status == 2?? ]] || end "answers $status"
echo "$url: answers $status"

#!/bin/bash
# Asks the service whether it is ready, with nothing but bash: the runtime image need not carry curl. Exit code 0: ready.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/${DOPPEL_HTTP_PORT:-8080}"
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS= read -r status <&3
[[ $status == *" 200 "* || $status == *" 200"$'\r' ]]

#!/bin/sh
set -eu
echo "the machine has started"

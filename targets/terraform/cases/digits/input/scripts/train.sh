#!/bin/sh
set -eu
echo "training starts"

#!/bin/sh
# Stands in for the auditor's check of a configuration: is settings.json of the folder valid JSON?
exec perl -MJSON::PP -e 'local $/; open(F, "<", "$ARGV[0]/settings.json") or die "no settings.json\n"; decode_json(<F>)' "$1"

/** Formats that a file declares: JSON Pointers and a table of rules, with sample payloads as its tests. */
package dev.firebreak.alert.format.mapping;

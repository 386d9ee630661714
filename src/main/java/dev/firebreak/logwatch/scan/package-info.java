/** Finds the lines that rules are about: first by literals over blocks of bytes, then by patterns on those lines. */
package dev.firebreak.logwatch.scan;

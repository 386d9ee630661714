/** Firebreak's own JSON for alerts. */
package dev.firebreak.alert.format.firebreak;

/** Watches the alerts of open incidents: all clear, still firing, stale. */
package dev.firebreak.alert.watch;

/** Alerts as CloudEvents. */
package dev.firebreak.alert.format.cloudevents;

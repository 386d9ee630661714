/** The record stage: writes what a batch changes into incidents, timeline and alerts, and notifies the processes. */
package dev.firebreak.alert.record;

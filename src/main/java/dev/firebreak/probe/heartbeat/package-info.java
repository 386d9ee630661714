/** Heartbeats: others' jobs report that they ran, and one that does not is an alert. */
package dev.firebreak.probe.heartbeat;

/** TCP probes. */
package dev.firebreak.probe.tcp;

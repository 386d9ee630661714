/** Where probes may connect to, and connections that end at a deadline. */
package dev.firebreak.probe.address;

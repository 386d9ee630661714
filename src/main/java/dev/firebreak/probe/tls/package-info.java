/** TLS probes. */
package dev.firebreak.probe.tls;

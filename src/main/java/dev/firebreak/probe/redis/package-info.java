/** Redis probes. */
package dev.firebreak.probe.redis;

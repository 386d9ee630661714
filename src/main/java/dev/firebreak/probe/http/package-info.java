/** HTTP probes, and the exchanges that they and user journeys are made of. */
package dev.firebreak.probe.http;

/** The token of the monitoring system that reads Firebreak's metrics. */
package dev.firebreak.access.metrics;

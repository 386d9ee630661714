/** Grafana's alerts. */
package dev.firebreak.alert.format.grafana;

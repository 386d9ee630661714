/** The noise stage: alerts that say that alerting works, and helpers of Alertmanager's inhibition, are no trouble. */
package dev.firebreak.alert.noise;

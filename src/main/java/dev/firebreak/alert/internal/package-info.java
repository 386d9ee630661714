/**
 * Alerts of Firebreak's own detection, which go the way of every sender's: {@link
 * dev.firebreak.alert.internal.DetectedAlerts} journals at once; {@link dev.firebreak.alert.internal.InternalAlerts} is
 * an outbox that repeats an alert while it fires.
 */
@NamedInterface("internal")
package dev.firebreak.alert.internal;

import org.springframework.modulith.NamedInterface;

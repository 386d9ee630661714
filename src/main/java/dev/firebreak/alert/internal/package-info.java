/**
 * Alerts of Firebreak's own detection, which go the way of every sender's: {@link dev.firebreak.alert.internal.InternalAlerts}
 * for what fires and is over, {@link dev.firebreak.alert.internal.DetectedAlerts} for what is seen once.
 */
@NamedInterface("internal")
package dev.firebreak.alert.internal;

import org.springframework.modulith.NamedInterface;

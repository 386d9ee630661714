/**
 * Alerts of Firebreak's own detection, which go the way of every sender's: {@link
 * dev.firebreak.alert.internal.DetectedAlertJournal} journals at once; {@link dev.firebreak.alert.internal.InternalAlertOutbox} is
 * an outbox that repeats an alert while it fires.
 */
@NamedInterface("internal")
package dev.firebreak.alert.internal;

import org.springframework.modulith.NamedInterface;

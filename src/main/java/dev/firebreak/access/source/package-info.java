/**
 * Senders of alerts: their configuration, their tokens (hashed at rest), the check before a body is read, and counts of
 * rejections.
 */
package dev.firebreak.access.source;

/**
 * Deduplication: joins the alerts of a batch with the stored state of each alert, and tells new alerts, re-fires,
 * resolves and duplicates apart.
 */
package dev.firebreak.alert.dedup;

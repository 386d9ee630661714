/**
 * The way of an alert: receive (http) → journal ({@code BatchWriter}) → claim, noise, dedup, correlate, record,
 * answer ({@code BatchProcessor}). The sweeper applies payloads that were left over; poison messages are given up.
 */
package dev.firebreak.alert.pipeline;

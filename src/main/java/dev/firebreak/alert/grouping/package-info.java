/** Correlation: which group an alert belongs to, and which incident a group belongs to. */
package dev.firebreak.alert.grouping;

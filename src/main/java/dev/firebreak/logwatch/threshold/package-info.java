/** Counts the lines of rules in sliding windows and says which alerts begin and end. */
package dev.firebreak.logwatch.threshold;

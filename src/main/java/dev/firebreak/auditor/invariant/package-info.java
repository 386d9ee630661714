/** What the auditor checks: one class for each invariant. */
package dev.firebreak.auditor.invariant;

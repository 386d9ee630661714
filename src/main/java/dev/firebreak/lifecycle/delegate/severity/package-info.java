/** Delegates that record the severity: proposal, confirmation, change, life safety. */
package dev.firebreak.lifecycle.delegate.severity;

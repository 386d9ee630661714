/** Delegates that record the severity: proposal, confirmation, change, life safety, restriction to members. */
package dev.firebreak.lifecycle.delegate.severity;

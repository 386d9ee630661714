/** Delegates that assess and record severity. */
package dev.firebreak.lifecycle.delegate.severity;

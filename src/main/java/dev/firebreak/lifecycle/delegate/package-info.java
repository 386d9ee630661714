/** Delegates of the lifecycle: command, updates, merge, cancel, close. */
package dev.firebreak.lifecycle.delegate;

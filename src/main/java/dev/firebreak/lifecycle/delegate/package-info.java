/** Delegates of the lifecycle process: detection, command, paging level, updates, merge, cancel, close. */
package dev.firebreak.lifecycle.delegate;

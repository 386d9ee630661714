/** Delegates of the roles besides command: who has them, and what experts find. */
package dev.firebreak.lifecycle.delegate.role;

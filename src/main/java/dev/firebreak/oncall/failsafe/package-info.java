/** Pages for incidents that cannot start a process. */
package dev.firebreak.oncall.failsafe;

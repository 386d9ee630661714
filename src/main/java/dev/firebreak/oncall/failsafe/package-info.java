/** Pages for incidents that cannot run as a process. */
package dev.firebreak.oncall.failsafe;

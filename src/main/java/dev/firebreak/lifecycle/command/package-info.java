/** Commands that people give over HTTP: severity, hand-over, updates, resolve, merge, cancel. */
package dev.firebreak.lifecycle.command;

/** Journals of hosts of the catalogue, read over SSH. */
package dev.firebreak.logwatch.journald;

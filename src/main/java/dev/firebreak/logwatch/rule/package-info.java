/** Rules of the log watch, and how they are read from YAML. */
package dev.firebreak.logwatch.rule;

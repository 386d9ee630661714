/** The alert sources that settings name, and their reload. */
package dev.firebreak.access.source.configured;

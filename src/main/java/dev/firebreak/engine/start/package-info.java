/** Settings and checks before anything else starts, and how a refused start is reported. */
package dev.firebreak.engine.start;

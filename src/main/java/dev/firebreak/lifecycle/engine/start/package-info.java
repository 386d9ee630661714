/** What is checked and defaulted before anything else starts, and how a refused start is told. */
package dev.firebreak.lifecycle.engine.start;

/** Where process instances come from: their incident, who started them, and who wrote their models. */
package dev.firebreak.engine.origin;

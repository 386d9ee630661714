/** Compiles and fills the texts of templates within bounds. */
package dev.firebreak.comms.message.compile;

/** The port for wire formats, and alerts in our words, whatever format they arrive in. One sub-package per format. */
package dev.firebreak.alert.format;

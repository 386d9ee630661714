/** Alerts in our own words, whatever format they arrive in. One package per format. */
package dev.firebreak.alert.format;

/** Asks Alertmanagers which alerts they have, and brings what a webhook missed. */
package dev.firebreak.alert.pull;

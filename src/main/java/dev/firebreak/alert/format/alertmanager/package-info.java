/** Alertmanager's webhook, version 4. */
package dev.firebreak.alert.format.alertmanager;

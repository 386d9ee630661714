/** The alerts of the log watch as intake reads them, without secrets and personal data. */
package dev.firebreak.logwatch.alert;

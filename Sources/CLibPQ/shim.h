#pragma once
#include <libpq-fe.h>

// Swift cannot pass a NULL function that prints nothing; notices of the server are not for stderr.
static inline void whtest_ignore_notice(void *arg, const char *message) { (void)arg; (void)message; }
static inline void whtest_silence_notices(PGconn *connection) {
  PQsetNoticeProcessor(connection, whtest_ignore_notice, NULL);
}

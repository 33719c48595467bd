/* Wine 8 has no icuuc.dll, which Windows 10 has had since 1703 and Qt asks for. This says, for the
   test alone, that there are no converters: Qt goes on with its own, UTF-8 among them. It lies in
   Wine's system folder and is never shipped. https://unicode-org.github.io/icu-docs/apidoc/released/icu4c/ucnv_8h.html */

#include <stddef.h>

#define FILE_ACCESS_ERROR 4 /* U_FILE_ACCESS_ERROR: there is no such converter */
#define API __declspec(dllexport)

API void *ucnv_open(const char *name, int *error) { (void)name; *error = FILE_ACCESS_ERROR; return NULL; }
API void ucnv_close(void *c) { (void)c; }
API void ucnv_reset(void *c) { (void)c; }
API signed char ucnv_getMaxCharSize(void *c) { (void)c; return 1; }
API const char *ucnv_getName(void *c, int *error) { (void)c; *error = FILE_ACCESS_ERROR; return NULL; }
API void ucnv_getToUCallBack(void *c, void **a, const void **b) { (void)c; *a = NULL; *b = NULL; }
API void ucnv_getFromUCallBack(void *c, void **a, const void **b) { (void)c; *a = NULL; *b = NULL; }
API void ucnv_setToUCallBack(void *c) { (void)c; }
API void ucnv_setFromUCallBack(void *c) { (void)c; }
API void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
API void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
API void ucnv_cbToUWriteUChars(void) {}
API void ucnv_cbFromUWriteUChars(void) {}
API void ucnv_toUnicode(void) {}
API void ucnv_fromUnicode(void) {}
API int ucnv_toUCountPending(void *c, int *error) { (void)c; *error = FILE_ACCESS_ERROR; return 0; }
API int ucnv_fromUCountPending(void *c, int *error) { (void)c; *error = FILE_ACCESS_ERROR; return 0; }
API const char *ucnv_getStandardName(const char *n, const char *s, int *error) { (void)n; (void)s; *error = FILE_ACCESS_ERROR; return NULL; }
API const char *ucnv_getAvailableName(int n) { (void)n; return NULL; }
API int ucnv_countAvailable(void) { return 0; }

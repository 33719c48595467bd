/* Wine 8 has no bcryptprimitives.dll, which Windows has had since 7 and Rust's library asks for.
   The same random bytes from where Wine has them. For the test alone, never shipped.
   https://learn.microsoft.com/en-us/windows/win32/seccng/processprng */

#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size)
{
    return RtlGenRandom(data, (ULONG)size);
}

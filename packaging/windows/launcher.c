/* aikagi.exe: starts the CPython that lies in _internal beside it, and nothing else.

   PyInstaller's bootloader does the same for a build that is made on Windows. This one is for a
   layout that is put together on another system, and for tests: with -DTEST it runs any script
   by an installed program's own Python (test.exe LIBRARY SCRIPT ARGUMENT ...). */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>

#define LONGEST 32768

typedef int (*PyMain)(int, wchar_t **);

static wchar_t library[LONGEST];
static wchar_t script[LONGEST];

static int trouble(void)
{
    const wchar_t *english =
        L"Aikagi's files are not whole, so it can't start. Install Aikagi again.\n"
        L"What you did and noted with it is kept.";
    const wchar_t *japanese =
        L"Aikagiのファイルがそろっていないため、起動できません。もう一度インストールしてください。\n"
        L"これまでの記録は、そのまま残ります。";
    BOOL ja = PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_JAPANESE;
    const wchar_t *text = ja ? japanese : english;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    char bytes[1024];
    DWORD done;
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);

    if (out && out != INVALID_HANDLE_VALUE)
        WriteFile(out, bytes, size > 0 ? (DWORD)size - 1 : 0, &done, NULL);
    else
        MessageBoxW(NULL, text, L"Aikagi", MB_OK | MB_ICONERROR);
    return 1;
}

#ifndef TEST
static BOOL answers_on_the_terminal(int count, wchar_t **words)
{
    for (int i = 1; i < count; i++)
        if (!wcscmp(words[i], L"--version") || !wcscmp(words[i], L"--help") ||
            !wcscmp(words[i], L"-h") || !wcscmp(words[i], L"--self-test"))
            return TRUE;
    return FALSE;
}

/* A program with windows has no terminal of its own: borrow that of the one who asked, unless the
   answer goes to a file or another program already. Before Python's own C library starts. */
static void attach_terminal(void)
{
    HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
    if (out && out != INVALID_HANDLE_VALUE)
        return;
    if (!AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    out = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                      NULL, OPEN_EXISTING, 0, NULL);
    if (out == INVALID_HANDLE_VALUE)
        return;
    SetStdHandle(STD_OUTPUT_HANDLE, out);
    SetStdHandle(STD_ERROR_HANDLE, out);
}
#endif

/* Python gives up on a standard handle that is set but leads nowhere; on none it goes on. */
static void drop_dead_handles(void)
{
    DWORD names[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};

    for (int i = 0; i < 3; i++) {
        HANDLE one = GetStdHandle(names[i]);
        SetLastError(NO_ERROR);
        if (one && GetFileType(one) == FILE_TYPE_UNKNOWN && GetLastError() != NO_ERROR)
            SetStdHandle(names[i], NULL);
    }
}

static int run(int count, wchar_t **words, int first)
{
    HMODULE python;
    PyMain py_main;
    wchar_t **all;
    int used = 0;
    /* -I: what PYTHON… variables say is for other Pythons. The ._pth file says so too, but is read
       after PYTHONVERBOSE and the like. */
    wchar_t *options[] = {words[0], L"-I", L"-B", L"-X", L"utf8", script};
    const int given = sizeof options / sizeof *options;

    /* Never a DLL from the current folder or PATH. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    python = LoadLibraryExW(library, NULL,
                            LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (!python)
        return trouble();
    py_main = (PyMain)(void *)GetProcAddress(python, "Py_Main");
    all = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, (count + given + 1) * sizeof *all);
    if (!py_main || !all)
        return trouble();
    for (int i = 0; i < given; i++)
        all[used++] = options[i];
    for (int i = first; i < count; i++)
        all[used++] = words[i];
    return py_main(used, all);
}

int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, wchar_t *line, int show)
{
    int count = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)self, (void)before, (void)line, (void)show;

    drop_dead_handles();
    if (!words)
        return trouble();
#ifdef TEST
    if (count < 3)
        return 2;
    wcsncpy(library, words[1], LONGEST - 1);
    wcsncpy(script, words[2], LONGEST - 1);
    return run(count, words, 3);
#else
    {
        static wchar_t folder[LONGEST];
        wchar_t *slash;
        DWORD length = GetModuleFileNameW(NULL, folder, LONGEST - 64);

        if (answers_on_the_terminal(count, words))
            attach_terminal();
        if (!length || length >= LONGEST - 64 || !(slash = wcsrchr(folder, L'\\')))
            return trouble();
        *slash = 0;
        wcscpy(library, folder);
        wcscat(library, L"\\_internal\\" PYTHON_DLL);
        wcscpy(script, folder);
        wcscat(script, L"\\_internal\\__main__.pyc");
        *slash = L'\\';
        if (GetFileAttributesW(script) == INVALID_FILE_ATTRIBUTES)
            return trouble();
        words[0] = folder;
        return run(count, words, 1);
    }
#endif
}

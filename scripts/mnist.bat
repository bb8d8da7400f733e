@echo off
rem Runs mnist on Windows, from an unpacked package or from a checkout in which it was built: mvn -B -DskipTests package
rem MNIST_JAVA_OPTS adds options for Java.
setlocal
set "here=%~dp0"
set "root=%here%.."
set "jar=%root%\mnist.jar"
if not exist "%jar%" set "jar=%root%\target\mnist.jar"
if not exist "%jar%" (
  echo mnist: nothing is built here; build it by: mvn -B -DskipTests package 1>&2
  exit /b 69
)
set "java="
if exist "%root%\java\bin\java.exe" (
  set "java=%root%\java\bin\java.exe"
) else if defined JAVA_HOME (
  if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
) else (
  for %%j in (java.exe) do set "java=%%~$PATH:j"
)
if not defined java (
  echo mnist: there is no java; install Java 17 or newer, or set JAVA_HOME 1>&2
  exit /b 69
)
rem The live line, where errors are shown on a console, which only PowerShell can tell. A second cmd makes that console obey
rem the signs that move its cursor, and leaves it so.
set "flags="
for %%c in (train sweep bench ensemble evaluate predict) do if "%~1"=="%%c" set "flags=-Dmnist.terminal=true"
if not defined flags goto run
powershell -NoProfile -NonInteractive -Command "exit [int][Console]::IsErrorRedirected" <nul
if errorlevel 1 (set "flags=") else cmd /c rem >con
:run
rem What mnist writes is UTF-8, and consoles expect the code page of their country: this one, until the end.
set "page="
for /f "tokens=2 delims=:." %%p in ('chcp') do set "page=%%p"
chcp 65001 >nul
"%java%" @"%here%mnist.options" %flags% %MNIST_JAVA_OPTS% -jar "%jar%" %*
set "code=%errorlevel%"
if defined page chcp %page% >nul
exit /b %code%
